import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, body } from "../../api/client";
import { PROFILES_KEY, type Profile } from "../../api/profiles";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { ProblemNote } from "../../parts/States";
import { toast } from "../../parts/Toast";

export function RemoveDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => body(api.DELETE("/v1/profiles/{id}", { params: { path: { id: profile.id } } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: PROFILES_KEY });
      toast(`${profile.name} is deleted`);
      onClose();
    },
  });
  const foot = (
    <>
      <Button onClick={onClose}>Keep it</Button>
      <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>Delete</Button>
    </>
  );
  return (
    <Dialog title={`Delete ${profile.name}?`} foot={foot} onClose={onClose}>
      <p>Songs that were made with it stay as they are.</p>
      {remove.error && <ProblemNote error={remove.error} />}
    </Dialog>
  );
}

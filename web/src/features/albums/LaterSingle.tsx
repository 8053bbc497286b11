import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";

import { api, body } from "../../api/client";
import { oneKeyOf } from "../../api/once";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { ProblemNote } from "../../parts/States";
import { add, clear } from "../uploads/actions";
import { Aside } from "../uploads/Aside";
import { DropPlace } from "../uploads/DropPlace";
import { singleOf } from "../uploads/lots";
import { Stuck } from "../uploads/Stuck";
import { UploadRows } from "../uploads/UploadRow";
import { useLot } from "../uploads/useLot";
import styles from "./Albums.module.css";
import { singleOrder, type Single } from "./single";
import { SongChoice } from "./SongChoice";
import { titleOf } from "./useFiles";

interface LaterSingleProps {
  /** The job that made the album. */
  album: string;
  title: string;
  onClose: () => void;
}

/** A song that comes after its album: dropped, or chosen among those that are done, and mastered to it. */
export function LaterSingle({ album, title, onClose }: LaterSingleProps) {
  const [, go] = useLocation();
  const lot = singleOf(album);
  const { uploads, aside } = useLot(lot);
  const [chosen, setChosen] = useState<{ job: string; title: string }>();
  const [file] = uploads.filter(({ state }) => state !== "refused");
  const sent: Single | undefined = file?.state === "done" && file.upload_id ? { upload_id: file.upload_id, title: titleOf(file.name) } : undefined;
  const single = file ? sent : chosen;
  const make = useMutation({
    mutationFn: (single: Single) => {
      const order = singleOrder(album, single);
      return body(api.POST("/v1/jobs", { body: order, params: { header: { "Idempotency-Key": oneKeyOf(order) } } }));
    },
    onSuccess: ({ job_id }) => {
      clear(lot);
      go(`/jobs/${job_id}`);
    },
  });
  const foot = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button look="primary" disabled={!single} busy={make.isPending} onClick={() => single && make.mutate(single)}>Master it</Button>
    </>
  );
  return (
    <Dialog title={`A later single of ${title}`} foot={foot} onClose={onClose}>
      <p>It gets the album’s tone, and the loudness of its median song. The album stays as it is.</p>
      {uploads.length > 0 && <UploadRows label="The single" uploads={uploads} />}
      <Stuck lot={lot} uploads={uploads} />
      <Aside aside={aside} />
      {!file && (
        <>
          <DropPlace size="slim" hasFolders={false} words="Drop its mix here, or" choose="Choose a file" onFiles={(files) => void add(files, lot)} />
          <SongChoice chosen={chosen?.job} onChoose={setChosen} />
        </>
      )}
      {file && !single && <p className={styles.words} role="status">It can be mastered once the file is here.</p>}
      {make.error && <ProblemNote error={make.error} />}
    </Dialog>
  );
}

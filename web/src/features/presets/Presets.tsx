import { useState } from "react";
import { useSearch } from "wouter";

import { useProfiles, type Profile } from "../../api/profiles";
import { useTitle } from "../../app/useTitle";
import { Button } from "../../parts/Button";
import { Empty, Loading, ProblemNote } from "../../parts/States";
import { Table } from "../../parts/Table";
import { level } from "../../parts/words";
import { PresetDialog } from "./PresetDialog";
import styles from "./Presets.module.css";
import { RemoveDialog } from "./RemoveDialog";
import { startOf, type PresetDraft } from "./draft";
import { UseDialog } from "./UseDialog";

type Open = { draft: PresetDraft } | { remove: Profile } | { use: Profile } | undefined;

/** Targets and amounts by name: one's own, and those of the product to build on. */
export function Presets() {
  useTitle("Presets");
  const profiles = useProfiles();
  // A result page offers to keep its settings: they come in the address.
  const asked = useSearch();
  const [open, setOpen] = useState<Open>(() => (asked.includes("base=") ? { draft: startOf(new URLSearchParams(asked)) } : undefined));
  const all = profiles.data ?? [];
  const own = all.filter(({ builtin }) => !builtin);
  const close = () => setOpen(undefined);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>Presets</h1>
        <Button look="primary" disabled={!profiles.data} onClick={() => setOpen({ draft: { base: "neutral", amounts: {} } })}>New preset</Button>
      </div>
      {profiles.error && <ProblemNote error={profiles.error} onRetry={() => void profiles.refetch()} />}
      {profiles.isPending && <Loading what="Presets" lines={6} />}
      {profiles.data && own.length === 0 && (
        <Empty title="None of your own yet">A preset keeps targets and amounts, so that the next song gets the same wishes.</Empty>
      )}
      {own.length > 0 && (
        <ProfileTable caption="Your presets" profiles={own} acts={(profile) => (
          <>
            <Button aria-label={`Use ${profile.name}`} onClick={() => setOpen({ use: profile })}>Use</Button>
            <Button look="quiet" aria-label={`Change ${profile.name}`} onClick={() => setOpen({ draft: { ...asDraft(profile) } })}>Change</Button>
            <Button look="quiet" aria-label={`Delete ${profile.name}`} onClick={() => setOpen({ remove: profile })}>Delete</Button>
          </>
        )} />
      )}
      {profiles.data && (
        <ProfileTable caption="Of MixMaster" profiles={all.filter(({ builtin }) => builtin)} acts={(profile) => (
          <Button look="quiet" aria-label={`Build on ${profile.name}`} onClick={() => setOpen({ draft: { base: profile.id, amounts: {} } })}>Build on it</Button>
        )} />
      )}
      {open && "draft" in open && <PresetDialog start={open.draft} profiles={all} onClose={close} />}
      {open && "use" in open && <UseDialog profile={open.use} onClose={close} />}
      {open && "remove" in open && <RemoveDialog profile={open.remove} onClose={close} />}
    </div>
  );
}

function asDraft(profile: Profile): PresetDraft {
  const params = new URLSearchParams({ base: profile.base ?? "neutral", name: profile.name, amount: profile.amount ?? "" });
  const { id, lufs, ceiling_dbTP, width_pct, lra_max } = profile;
  return { ...startOf(params), id, lufs, ceiling_dbTP, width_pct, lra_max: lra_max ?? undefined };
}

interface ProfileTableProps {
  caption: string;
  profiles: Profile[];
  acts: (profile: Profile) => React.ReactNode;
}

function ProfileTable({ caption, profiles, acts }: ProfileTableProps) {
  return (
    <Table caption={caption} head={["Name", "Loudness", "Ceiling", "Width", "Amounts", <span key="acts" className="hearOnly">What to do</span>]}>
      {profiles.map((profile) => (
        <tr key={profile.id}>
          <th scope="row">{profile.name}{profile.base && <span className={styles.base}>{` on ${profile.base}`}</span>}</th>
          <td>{level(profile.lufs, "LUFS")}</td>
          <td>{level(profile.ceiling_dbTP, "dBTP")}</td>
          <td>{`${profile.width_pct} %`}</td>
          <td>{profile.amount ?? "whole"}</td>
          <td className={styles.acts}>{acts(profile)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** The stages of a job, in a musician's words. */

const WORDS: Record<string, string> = {
  reading: "Reading the files",
  listening: "Listening to every stem",
  mixing: "Mixing",
  mastering: "Mastering",
  limiting: "Setting the loudness",
  verifying: "Measuring the finished file",
  preview: "Making previews",
};

export function stageWords(status: string, stage: string | null | undefined): string {
  if (status === "queued") return "Waiting for its turn";
  if (status === "awaiting_upload") return "Waiting for files";
  if (!stage) return "Starting";
  return WORDS[stage] ?? stage.charAt(0).toUpperCase() + stage.slice(1);
}

const STEPS = [
  { name: "Listen", stages: ["reading", "listening"] },
  { name: "Mix", stages: ["mixing"] },
  { name: "Master", stages: ["mastering", "limiting"] },
  { name: "Check", stages: ["verifying", "preview"] },
];

/** Steps that a kind of job goes through, with the one it is at. */
export function steps(kind: string, stage: string | null | undefined): { name: string; at: "done" | "now" | "ahead" }[] {
  const all = stepsOf(kind);
  const now = all.findIndex(({ stages }) => stage && stages.includes(stage));
  return all.map(({ name }, index) => ({ name, at: index < now ? "done" : index === now ? "now" : "ahead" }));
}

function stepsOf(kind: string): typeof STEPS {
  if (kind === "mix") return STEPS;
  if (kind === "analyze") return STEPS.slice(0, 1);
  // Each song of an album goes through them anew: there the percentage tells more.
  if (kind === "album") return [];
  if (kind === "master") return STEPS.filter(({ name }) => name !== "Mix");
  return STEPS.slice(1);
}

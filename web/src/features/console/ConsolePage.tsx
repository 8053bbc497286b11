export function ConsolePage({ jobId }: { jobId: string }) {
  return <h1>The console of {jobId}</h1>;
}

export function runsVite(version: string): boolean;

import { lazy, Suspense, useEffect, type ComponentType } from "react";
import { Route, Switch, useLocation } from "wouter";

import { LinkButton } from "../parts/Button";
import { Empty, Loading } from "../parts/States";
import { Boundary } from "./Boundary";
import { useTitle } from "./useTitle";
import { Journey } from "../features/journey";

const ahead: (() => Promise<unknown>)[] = [];
const AHEAD_MS = 3000;

/** A page that is not in the first load. It is fetched when somebody goes there, or ahead once the first
 * page rests: then it is there at once, and also while the service is away. */
function page<Props extends object>(load: () => Promise<ComponentType<Props>>, isAhead = true) {
  if (isAhead) ahead.push(load);
  return lazy(async () => ({ default: await load() }));
}

const JobPage = page(async () => (await import("../features/progress")).JobPage);
const ConsolePage = page(async () => (await import("../features/console")).ConsolePage, false);
const Songs = page(async () => (await import("../features/songs")).Songs);
const Albums = page(async () => (await import("../features/albums")).Albums);
const Compose = page(async () => (await import("../features/albums")).Compose);
const Presets = page(async () => (await import("../features/presets")).Presets);
const Keys = page(async () => (await import("../features/keys")).Keys);
const UsagePage = page(async () => (await import("../features/usage")).UsagePage);
const Admin = page(async () => (await import("../features/admin")).Admin);
const SignIn = page(async () => (await import("../features/signin")).SignIn);

export function Pages() {
  const [path] = useLocation();
  useEffect(() => {
    const timer = setTimeout(() => ahead.forEach((load) => void load().catch(() => undefined)), AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Boundary key={path}>
      <Suspense fallback={<Loading what="The page" />}>
        <Switch>
          <Route path="/"><Journey /></Route>
          <Route path="/analyses/:id">{({ id }) => <Journey analysisId={id} />}</Route>
          <Route path="/jobs/:id">{({ id }) => <JobPage id={id} />}</Route>
          <Route path="/jobs/:id/console">{({ id }) => <ConsolePage jobId={id} />}</Route>
          <Route path="/songs"><Songs /></Route>
          <Route path="/albums"><Albums /></Route>
          <Route path="/albums/new"><Compose /></Route>
          <Route path="/presets"><Presets /></Route>
          <Route path="/keys"><Keys /></Route>
          <Route path="/usage"><UsagePage /></Route>
          <Route path="/admin"><Admin /></Route>
          <Route path="/sign-in"><SignIn /></Route>
          <Route><NotFound path={path} /></Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}

function NotFound({ path }: { path: string }) {
  useTitle("Not found");
  return (
    <>
      <h1>There is no such page</h1>
      <Empty title={path}>Nothing is at this address.</Empty>
      <LinkButton look="primary" href="/">Start a song</LinkButton>
    </>
  );
}

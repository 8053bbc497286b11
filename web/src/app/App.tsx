import { QueryClientProvider } from "@tanstack/react-query";

import { Notifier } from "../features/progress/Notifier";
import { LeaveWarning } from "../features/uploads/LeaveWarning";
import { Toasts } from "../parts/Toast";
import { Boundary } from "./Boundary";
import { queries } from "./queries";
import { Pages } from "./Pages";
import { Shell } from "./Shell";

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Boundary>
        <Shell>
          <Pages />
        </Shell>
        <Toasts />
        <Notifier />
        <LeaveWarning />
      </Boundary>
    </QueryClientProvider>
  );
}

import { Component, type ReactNode } from "react";

import { Button } from "../parts/Button";
import { Empty } from "../parts/States";

/** What is shown when a part of the page fails: never a blank one. */
export class Boundary extends Component<{ children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main style={{ padding: "var(--space-5)" }}>
        <Empty title="This page stumbled">
          <p>Your uploads and jobs are safe in the service. Reload to go on.</p>
          <p><code>{error.message}</code></p>
        </Empty>
        <Button look="primary" onClick={() => location.reload()}>Reload</Button>
      </main>
    );
  }
}

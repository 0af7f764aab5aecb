import type * as vscode from "vscode";

const stateKey = "storjGrants.approvedHosts";

/**
 * The hosts that this person has agreed to, each for one satellite: that of the satellite itself, or the address of a service that the
 * satellite or a console names. No secret is among it.
 */
export class ApprovedHosts {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** `satellite` is a node ID as text, behind a console's origin where that one names it; `host` a `host:port`, or the address of an
   * auth service; of a link service behind `links`. */
  has(satellite: string, host: string): boolean {
    return this.#all().includes(entry(satellite, host));
  }

  async add(satellite: string, host: string): Promise<void> {
    if (!this.has(satellite, host)) await this.#state.update(stateKey, [...this.#all(), entry(satellite, host)]);
  }

  #all(): readonly unknown[] {
    const kept = this.#state.get(stateKey);
    return Array.isArray(kept) ? kept : [];
  }
}

function entry(satellite: string, host: string): string {
  return `${satellite} ${host}`;
}

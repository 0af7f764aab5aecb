import type { Saved, SavedAs } from "../decoder/saved";
import type { Disposable } from "../platform/lifecycle";
import type { Vault } from "../vault/vault";
import type * as revocation from "./revocation";

/** What the decoder asks about saved credentials. What tells whether an ancestor was revoked comes with the first credential that is found. */
export class SavedForDecoder implements Saved {
  readonly #vault: Vault;
  readonly #listeners = new Set<() => void>();
  #revocation: typeof revocation | undefined;

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  get isLoaded(): boolean {
    return this.#vault.isLoaded && this.#revocation !== undefined;
  }

  async load(): Promise<void> {
    await this.#vault.load();
    if (this.#revocation) return;
    this.#revocation = await import("./revocation");
    for (const listener of this.#listeners) listener();
  }

  find(fingerprint: string): SavedAs | undefined {
    const record = this.#vault.find(fingerprint);
    return record && { label: record.label, isRevoked: this.#revocation?.isRevoked(record, this.#vault.all()) === true };
  }

  onDidChange(listener: () => void): Disposable {
    const ofVault = this.#vault.onDidChange(listener);
    this.#listeners.add(listener);
    return {
      dispose: () => {
        ofVault.dispose();
        this.#listeners.delete(listener);
      },
    };
  }
}

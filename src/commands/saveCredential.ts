import type { Credential } from "../decoder/credential";
import { factsOf } from "../decoder/factsOf";
import { canBeSaved } from "../decoder/saved";
import { decoded } from "../decoder/surfaces/hovers";
import { BACK } from "../platform/ask";
import { isAccessKeyId, isSecretKey } from "../grant";
import { idOf } from "../vault/identity";
import type { SavedCredential, SavedRecord } from "../vault/record";
import { askForLabel, freeLabel, labelOf } from "./asking/label";
import { pairOf, savable, type HalfPair } from "./asking/savable";
import { pointedCredential } from "./asking/pointedCredential";
import type { Services } from "./services";

/** Saves the credential that is meant, in the editor, the clipboard or a password box, and says where it is then. */
export async function saveCredential(services: Services, args: readonly unknown[]): Promise<void> {
  const { ask, decoder, saved } = services;
  const { t } = decoder.voice();
  // From the view or the palette it may as well be in the clipboard.
  const meant = await pointedCredential(services, args, t("Save Credential"), (credential) => canBeSaved(decoded(credential)), args[0] === undefined);
  const result = meant && (await saveFound(services, decoded(meant.credential), meant.all));
  if (!result) return;
  const { record, isNew } = result;
  const show = t("Show");
  const words = isNew
    ? t("Saved as “{0}”, in VS Code's secret storage.", record.label)
    : t("It is saved already, as “{0}”.", record.label);
  if ((await ask.showInformation(words, { actions: [show] })) === show) await saved.reveal(record.id);
}

/** Saves a found credential under a label that is asked for, or finds it where it is saved already. Undefined where the person left. */
export async function saveFound(
  services: Services,
  credential: Credential,
  all: readonly Credential[],
): Promise<{ readonly record: SavedRecord; readonly isNew: boolean } | undefined> {
  const { ask, decoder, vault } = services;
  const voice = decoder.voice();
  const found = savable(credential, all);
  const whole = found && "half" in found ? await completePair(services, found) : found;
  if (!whole) return undefined;
  await vault.load();
  const known = vault.find(idOf(whole));
  if (known) return vault.save(whole, { label: known.label });
  const grant = whole.kind === "s3" ? await askForGrant(services) : undefined;
  if (whole.kind === "s3" && grant === undefined) return undefined;
  const proposal = freeLabel(labelOf(factsOf(credential), voice), vault.all());
  const label = await askForLabel(ask, voice.t("Save Credential"), proposal, vault.all(), voice);
  return label === undefined ? undefined : vault.save(grant ? { ...whole, ...grant } : whole, { label });
}

/** Asks for the other half of an S3 pair, blind. */
async function completePair({ ask, decoder }: Services, half: HalfPair): Promise<SavedCredential | undefined> {
  const { t } = decoder.voice();
  const asksForSecret = half.half === "accessKeyId";
  const other = await ask.inputSecret({
    title: t("Save S3 Credentials"),
    prompt: asksForSecret ? t("The secret key that goes with it") : t("The access key id that goes with it"),
    validate: (text) => {
      if (asksForSecret ? isSecretKey(text.trim()) : isAccessKeyId(text.trim())) return undefined;
      return asksForSecret ? t("Secret keys have 53 lower-case letters and digits") : t("Access key ids have 28 lower-case letters and digits");
    },
  });
  return other === undefined || other === BACK ? undefined : pairOf(half, other.trim());
}

/** Asks which saved grant an S3 pair was registered from: nothing in the pair tells. */
async function askForGrant({ ask, decoder, vault }: Services): Promise<{ readonly grant?: string } | undefined> {
  const { t } = decoder.voice();
  const grants = vault.all().filter(({ credential }) => credential.kind === "grant");
  if (grants.length === 0) return {};
  const chosen = await ask.pick<{ readonly grant?: string }>({
    title: t("Save S3 Credentials"),
    placeholder: t("Which saved grant were they registered from? They end with it."),
    items: [
      { label: t("I don't know, or it is not saved"), value: {} },
      ...grants.map(({ id, label }) => ({ label, value: { grant: id } })),
    ],
  });
  return chosen === BACK ? undefined : chosen;
}

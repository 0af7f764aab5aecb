import type { Translate } from "../../decoder/voice";
import type { ClipboardNews } from "../../vault/forgettingClipboard";

/** What a person is told of a copy. */
export function clipboardText(news: ClipboardNews, t: Translate): string {
  switch (news.kind) {
    case "will-clear":
      return t("Storj: copied. The clipboard forgets it in {0} seconds.", news.seconds);
    case "cleared":
      return t("Storj: the credential was taken off the clipboard.");
    case "stays":
      return news.because === "reading-refused"
        ? t("Storj: the copy stays on the clipboard, which can't be read here. Copy something else afterwards.")
        : t("Storj: the copy stays on the clipboard, which can't be emptied here. Copy something else.");
  }
}

import { isUuid } from "../../satellite/console/uuid";

/**
 * The page of a project's access in a web console, else that of all projects. It is at the exact origin. A console names a project by the bytes of its
 * public ID in URL-safe Base64, or the beginning of that, and knows no UUID there: `web/satellite/src/store/modules/projectsStore.ts`,
 * `calculateURLIds`.
 */
export function consolePage(origin: string, project = ""): string {
  if (!isUuid(project)) return `${origin}/projects`;
  const name = Buffer.from(project.replaceAll("-", ""), "hex").toString("base64url");
  return `${origin}/projects/${name}/access`;
}

/** Storj's satellites over their own protocol: TLS with identities, DRPC, and the questions that the extension asks. */
export type { Caller } from "./caller";
export { MetainfoError, type MetainfoErrorCode } from "./errors";
export { listBuckets } from "./listBuckets";
export { type ListedObject, listObjects } from "./listObjects";
export { projectInfo, type ProjectInfo } from "./projectInfo";
export { revokeApiKey } from "./revokeApiKey";

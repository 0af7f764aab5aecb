/** The writer alone: the rest of protobufjs/minimal (its reader, remote calls) is not used and weighs 12 KB at every start. */
declare module "protobufjs/src/writer.js" {
  import { Writer } from "protobufjs/minimal";
  export default Writer;
}

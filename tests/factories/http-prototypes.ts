// Undoes what a test file patches in Node's HTTP server, because other files of the same process start HTTP servers, too.
import http from "node:http";

const PROTOTYPES = [http.Server.prototype, http.ServerResponse.prototype];

/** Call it before the patch. @returns a function that restores the state of that moment */
export function rememberHttpPrototypes(): () => void {
  const remembered = PROTOTYPES.map((prototype) => ({ prototype, own: Object.getOwnPropertyDescriptors(prototype) }));
  return () => {
    for (const { prototype, own } of remembered) {
      for (const key of Reflect.ownKeys(prototype)) if (!Object.hasOwn(own, key)) Reflect.deleteProperty(prototype, key);
      Object.defineProperties(prototype, own);
    }
  };
}

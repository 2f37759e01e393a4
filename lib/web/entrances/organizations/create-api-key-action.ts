// Returns the new key only in the response to the form: a redirect would have to carry it in a URL or a cookie.
import "server-only";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { orgAction } from "@/lib/web/adapters/action";

export const createApiKeyAction = orgAction(createApiKey, {
  done: ({ name, key }) =>
    Promise.resolve({ message: `The key “${name}” was created. Copy it now: it is not shown again.`, secret: key }),
});

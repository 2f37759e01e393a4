// The option for actions that lead to a provider's page. Browsers apply `form-action` to this redirect, so the policy of
// pages allows the provider.
import "server-only";

export const leadsToProvider = {
  done: ({ authorization_url }: { authorization_url: string }) => Promise.resolve({ redirectTo: authorization_url }),
};

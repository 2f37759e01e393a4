// The options for actions that lead to a provider's page. Browsers apply `form-action` to this redirect, so the policy of
// pages allows the provider.
import "server-only";

/** For actions that lead to a payment page or the portal at Stripe. */
export const leadsToStripe = {
  done: ({ url }: { url: string }) => Promise.resolve({ redirectTo: url }),
};

export const leadsToProvider = {
  done: ({ authorization_url }: { authorization_url: string }) => Promise.resolve({ redirectTo: authorization_url }),
};

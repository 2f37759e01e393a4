// Signing in with a provider leads to the provider's page.
import "server-only";
import { startSignIn } from "@/lib/auth/oauth/start-flow";
import { formAction } from "@/lib/web/adapters/action";
import { leadsToProvider } from "@/lib/web/adapters/leads-to-provider";

export const startSignInAction = formAction(startSignIn, leadsToProvider);

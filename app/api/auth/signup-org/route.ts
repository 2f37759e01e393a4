import { signUpOrganization } from "@/lib/auth/sign-up/sign-up";
import { signUpRoute } from "@/lib/web/entrances/auth-routes";
import { methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: signUpRoute(signUpOrganization) });

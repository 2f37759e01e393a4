"use server";

import { startSignInAction } from "@/lib/web/entrances/auth/start-sign-in-action";

export const submitProvider = startSignInAction;

"use server";

import { updateProfile } from "@/lib/users/update-profile";
import { formAction } from "@/lib/web/adapters/action";
import { leadsTo } from "@/lib/web/adapters/leads-to";

export const submitProfile = formAction(updateProfile, leadsTo("/account/profile", "profile-saved"));

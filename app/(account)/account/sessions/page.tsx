import type { Metadata } from "next";
import { SessionList } from "@/components/forms/session-list";
import { listSessions } from "@/lib/auth/sessions/list-sessions";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { submitEnd, submitEndOthers } from "./actions";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const caller = await requireUser();
  const { items } = await listSessions(caller, {});
  return (
    <AccountFrame
      caller={caller}
      current="sessions"
      description="The devices where you are signed in. If you don’t recognize one, sign it out and change your password."
    >
      <SessionList sessions={items} endAction={submitEnd} endOthersAction={submitEndOthers} />
    </AccountFrame>
  );
}

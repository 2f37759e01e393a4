import type { Metadata } from "next";
import { ApiClientList } from "@/components/forms/api-client-list";
import { SessionList } from "@/components/forms/session-list";
import { listSessions } from "@/lib/auth/sessions/list-sessions";
import { listTokenFamilies } from "@/lib/auth/tokens/list-token-families";
import { requireUser } from "@/lib/web/adapters/require";
import { AccountFrame } from "../account-frame";
import { submitEnd, submitEndClient, submitEndOthers } from "./actions";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const caller = await requireUser();
  const [{ items }, clients] = await Promise.all([listSessions(caller, {}), listTokenFamilies(caller, {})]);
  return (
    <AccountFrame
      caller={caller}
      current="sessions"
      description="The devices where you are signed in. If you don’t recognize one, sign it out and change your password."
    >
      <SessionList
        sessions={items}
        endAction={submitEnd}
        endOthersAction={submitEndOthers}
        hasClients={clients.items.length > 0}
      />
      {clients.items.length > 0 && <ApiClientList clients={clients.items} endAction={submitEndClient} />}
    </AccountFrame>
  );
}

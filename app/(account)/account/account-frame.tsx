import type { ReactNode } from "react";
import { AccountShell, type AccountShellProps } from "@/components/layout/account-shell";
import type { Caller } from "@/lib/access/actor";
import { getSession } from "@/lib/auth/sessions/get-session";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { canSignUp } from "@/lib/web/product-facts";
import { submitSwitch } from "../../(organization)/organizations/actions";
import { submitSignOut } from "../actions";

interface AccountFrameProps {
  caller: Caller;
  current: AccountShellProps["current"];
  description: string;
  children: ReactNode;
}

export async function AccountFrame({ caller, current, description, children }: AccountFrameProps) {
  const { user, organizations } = await getSession(caller, {});
  return (
    <AccountShell
      appName={appName()}
      current={current}
      description={description}
      user={user}
      organizations={organizations}
      switchAction={submitSwitch}
      mayCreateOrganizations={canSignUp()}
      signOutAction={submitSignOut}
      flash={await readFlash()}
    >
      {children}
    </AccountShell>
  );
}

import { ArrowLeft, Castle, Search } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/forms/sign-out-button";
import { Viewer } from "@/components/forms/viewer";
import { AppShell, type AppShellProps } from "@/components/layout/app-shell";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import { ThemeChoice } from "@/components/layout/theme-choice";
import { PaletteTrigger } from "@/components/palette/palette-trigger";
import { ToneIcon } from "@/components/ui/tone";
import type { NavSection } from "@/components/layout/sidebar";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import { getSession } from "@/lib/auth/sessions/get-session";
import { appName } from "@/lib/web/pages/app-name";
import { readFlash } from "@/lib/web/cookies/flash";
import { chosenTheme } from "@/lib/web/pages/chosen-theme";
import { confirmPath } from "@/lib/web/pages/confirm-path";
import { lastOrganization } from "@/lib/web/pages/last-organization";
import { isSelfService } from "@/lib/web/pages/product-facts";
import { submitSignOut, submitTheme } from "./(account)/actions";
import { submitSwitch } from "./(organization)/organizations/actions";
import { paletteGroups } from "./palette-groups";

interface AppFrameProps extends Pick<AppShellProps, "current"> {
  caller: Caller<UserActor | MemberActor>;
  places: NavSection;
  /** By default, the dashboard of the open organization or, outside organizations, of the one opened last. */
  homeHref?: string;
  isConsole?: boolean;
  children: ReactNode;
}

const CONSOLE = { id: "console", label: "System console", href: "/admin", icon: <Castle aria-hidden="true" /> };

/** The frame of every signed-in page. */
export async function AppFrame({ caller, places, isConsole = false, homeHref, current, children }: AppFrameProps) {
  const { actor } = caller;
  const { user, organizations } = await getSession(caller, {});
  const showsConsole = actor.user.isSystemAdmin && !isConsole;
  const mayCreate = isSelfService() && !isConsole;
  const isInside = actor.kind === "member";
  const organization = isInside ? actor.organization : await lastOrganization(organizations);
  const sections = [places, ...(showsConsole ? [{ title: "System", items: [CONSOLE] }] : [])];
  return (
    <Viewer id={actor.user.id} confirmHref={await confirmPath(actor)}>
      <AppShell
        appName={appName()}
        homeHref={homeHref ?? (organization ? `/org/${organization.slug}` : "/")}
        current={current}
        context={isConsole ? CONSOLE.label : isInside ? actor.organization.name : places.title}
        back={
          isInside || isConsole || !organization
            ? undefined
            : { href: `/org/${organization.slug}`, label: organization.name, icon: <ArrowLeft aria-hidden="true" /> }
        }
        sections={sections}
        switcher={
          (organizations.length > 0 || mayCreate || isConsole) && (
            <OrganizationSwitcher
              organizations={organizations}
              currentSlug={isConsole ? undefined : organization?.slug}
              isConsole={isConsole}
              switchAction={submitSwitch}
              mayCreate={mayCreate}
            />
          )
        }
        search={
          <PaletteTrigger
            icon={<Search aria-hidden="true" />}
            places={paletteGroups({ actor, sections, organizations, mayCreate })}
            slug={isInside ? actor.organization.slug : null}
            switchAction={submitSwitch}
            errorIcon={<ToneIcon tone="danger" />}
          />
        }
        user={user}
        themes={<ThemeChoice chosen={(await chosenTheme()) ?? "system"} action={submitTheme} />}
        signOut={<SignOutButton action={submitSignOut} />}
        flash={await readFlash(actor.user)}
      >
        {children}
      </AppShell>
    </Viewer>
  );
}

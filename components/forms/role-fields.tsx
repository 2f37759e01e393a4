import { SubmitButton } from "@/components/ui/submit-button";
import type { MemberView } from "@/lib/memberships/list-members";
import { RecentProofField } from "./recent-proof-field";
import { RoleSelect } from "./role-select";

/** The role of a member, and a button to save it. With JavaScript, the button is shown only if another role is chosen. */
export function RoleFields({ member: { role, user } }: { member: Pick<MemberView, "role" | "user"> }) {
  return (
    <div className="flex flex-wrap gap-x-2 gap-y-4 @min-[46rem]:-ml-[13px] @min-[46rem]:min-w-48">
      <RoleSelect
        size="sm"
        className="min-w-28 flex-1 @min-[46rem]:min-w-0 @min-[46rem]:flex-none"
        defaultValue={role}
        aria-label={`Role of ${user.name}`}
      />
      <RecentProofField />
      <SubmitButton variant="secondary" size="sm" className="when-changed">
        Save
        <span className="sr-only">role of {user.name}</span>
      </SubmitButton>
    </div>
  );
}

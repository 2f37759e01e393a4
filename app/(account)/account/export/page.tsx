import type { Metadata } from "next";
import { PlainForm } from "@/components/forms/plain-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardFooter } from "@/components/ui/card";
import { FEATURES } from "@/lib/features/features";
import { refusedSentence } from "@/lib/web/pages/refused";
import { requireUser } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { AccountFrame } from "../account-frame";

export const metadata: Metadata = { title: "Export your data" };

const CONTENTS: readonly string[] = [
  "Your profile, any new e-mail address that you have not confirmed yet, and the Google account that you linked",
  "Your organizations, with your role and when you joined, and your pending invitations",
  "The devices on which you signed in, with time and IP address",
  "The API clients that signed in as you, and your personal API keys",
  ...FEATURES.flatMap(({ exports }) => Object.values(exports).map(({ description }) => description)),
  "What you did here, as recorded in the audit log",
];

export default async function ExportPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireUser();
  const refused = await refusedSentence(searchParams, caller);
  return (
    <AccountFrame caller={caller} current="export" description="A copy of the data we keep about you.">
      {refused !== null && (
        <Alert tone="danger" title="Nothing was exported">
          {refused}
        </Alert>
      )}
      <Card
        title="One file, in JSON"
        description="It contains no passwords or other secrets, and nothing about other people."
      >
        <ul className="grid max-w-[62ch] list-disc gap-1.5 pl-5 text-sm">
          {CONTENTS.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <PlainForm action="/api/auth/export">
          <CardFooter hint="Created when you download it.">
            <Button type="submit">Download export</Button>
          </CardFooter>
        </PlainForm>
      </Card>
    </AccountFrame>
  );
}

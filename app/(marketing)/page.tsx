import { FrontPage } from "@/components/marketing/front-page";
import { appName } from "@/lib/web/app-name";

export default async function Page() {
  return <FrontPage appName={await appName()} signedInHref={null} now={Date.now()} />;
}

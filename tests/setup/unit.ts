// Unit tests have no database: nothing listens on this address.
import { setEnvironment } from "./environment";

setEnvironment("postgresql://nobody:nothing@127.0.0.1:1/none");

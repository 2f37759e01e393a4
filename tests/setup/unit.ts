// Unit tests have no database: this address has no listener.
import { setEnvironment } from "./environment";

setEnvironment("postgresql://nobody:nothing@127.0.0.1:1/none");

// Unit tests have no database: nothing listens on this address.
import { startFile } from "./environment";

startFile("postgresql://nobody:nothing@127.0.0.1:1/none");

import { useTitle } from "../../app/useTitle";

export function Admin() {
  useTitle("Admin");
  return <h1>Admin</h1>;
}

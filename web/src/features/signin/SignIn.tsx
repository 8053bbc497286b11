import { useTitle } from "../../app/useTitle";

export function SignIn() {
  useTitle("SignIn");
  return <h1>SignIn</h1>;
}

export function DeletionsProvider({ children }: { children: React.ReactNode }) {
  return children;
}

export const LicensesPage = () => null;

/** The page of someone who is not logged in: what to do, without any script. @param why a sentence of ours */
export const lockedPage = (why: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Lanyard console</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto 0; padding: 0 1.5rem; }
code { white-space: nowrap; padding: .15em .4em; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 4px; }
</style>
</head>
<body>
<main>
<h1>Lanyard console</h1>
<p>${why}</p>
<p>On the machine that runs the server, run <code>lanyard console token</code> and open the link it prints.</p>
</main>
</body>
</html>
`;

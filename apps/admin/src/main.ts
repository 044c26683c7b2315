import './shared/ui/tokens.css';
import './shared/ui/base.css';

const beforeSignIn = ['/sign-in', '/password-reset', '/invitation', '/setup'];

// Pages before sign-in are an application of their own, so that they need neither the client nor the UI library.
if (beforeSignIn.includes(location.pathname)) import('./app/auth/start.tsx').then(({ start }) => start());
else import('./app/console/start.tsx').then(({ start }) => start());

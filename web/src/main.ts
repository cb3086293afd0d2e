import '@fontsource-variable/figtree';
import './styles/base.css';

import { mount, unmount } from 'svelte';

import App from './App.svelte';
import { isAsked } from './lib/api/entering';
import Login from './Login.svelte';

const page = document.getElementById('page');
if (!page) throw new Error('index.html has no #page.');
const target = page;
const app = mount(App, { target });

void isAsked((path, init) => fetch(path, init)).then(async (asked) => {
  if (!asked) return;
  await unmount(app);
  const login = mount(Login, { target, props: { onentered: () => void unmount(login).then(() => mount(App, { target })) } });
});

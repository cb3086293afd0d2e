/** Films of the server that this page came from. */

import { FilmsApi } from './api';
import { Filming } from './filming.svelte';

export const filmingOfThisServer = (): Filming => new Filming(new FilmsApi((path, init) => fetch(path, init)));

import { mount } from 'svelte';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { projectIdIn } from './app/shell-address.ts';
import { Studio } from './app/studio.svelte.ts';
import App from './ui/App.svelte';
import { connectStudio } from './worker/client.ts';

const studio: Studio = new Studio(connectStudio((detail) => studio.workerFailed(detail)));
mount(App, { target: document.querySelector('#app') ?? document.body, props: { studio } });
void studio.start(projectIdIn(location.hash));

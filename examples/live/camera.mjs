// A camera in ten lines: node camera.mjs ws://127.0.0.1:8000/ws?scene=own photo.jpg "stained glass"
import { readFileSync, writeFileSync } from 'node:fs';
const [url, photo, prompt] = process.argv.slice(2);
const image = 'data:image/jpeg;base64,' + readFileSync(photo, 'base64');
const socket = new WebSocket(url);
socket.onopen = () => socket.send(JSON.stringify({ type: 'prompt', prompt }));
socket.onmessage = ({ data }) => {
  const said = JSON.parse(data);
  if (said.type === 'prompt_updated') socket.send(JSON.stringify({ type: 'frame', image }));
  else if (said.type === 'styled_frame') writeFileSync('styled.jpg', said.image.split(',')[1], 'base64'), socket.close();
  else throw new Error(said.message);
};

// Where the browser offers to install the site, a button does; elsewhere its menu does, as the page says.
const button = document.getElementById("nut-cai-dat");
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  button.hidden = false;
  button.onclick = () => event.prompt();
});

// select[data-time-zone]: starts on the zone this device is in, if it is one of the choices.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const select of document.querySelectorAll("select[data-time-zone]")) {
  if ([...select.options].some(({ value }) => value === zone)) select.value = zone;
}

// First in the body: parts that need the script are laid out for it at once. An external file, because our content
// security policy allows no script inside the page.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')

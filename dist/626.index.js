"use strict";
exports.id = 626;
exports.ids = [626];
exports.modules = {

/***/ 8626:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deployedReport: () => (/* binding */ deployedReport)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(289);
/* harmony import */ var _messages_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(30);
/* harmony import */ var _fitting_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6429);
/* harmony import */ var _html_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4773);




/** Maximum number of environments without a deployment that the log names. */
const maxWithoutDeployment = 20;
/** Returns the part of the report that shows the deployments that `find` lists. */
const deployedReport = (report) => ({
    deployed: (search, deployed) => {
        const { runner, repo } = report;
        const headline = headlineOf(search, deployed);
        (0,_fitting_js__WEBPACK_IMPORTED_MODULE_0__/* .printList */ .a)(runner, headline, deployed.length === 0 ? [] : linesOf(search, deployed));
        const entries = (0,_fitting_js__WEBPACK_IMPORTED_MODULE_0__/* .fitting */ ._Q)(deployed, _fitting_js__WEBPACK_IMPORTED_MODULE_0__/* .inOrder */ .al, _fitting_js__WEBPACK_IMPORTED_MODULE_0__/* .maxDeploymentsLength */ .hN, entryOf);
        runner.output('deployments', (0,_fitting_js__WEBPACK_IMPORTED_MODULE_0__/* .inJson */ .kD)(entries));
        const left = deployed.length - entries.length;
        if (left > 0)
            runner.info(`The output "deployments" has no room for ${left} of them.`);
        const title = search.ref === undefined ? 'What is deployed where' : `Where ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(search.ref)} is deployed`;
        const body = deployed.length === 0 ? `<p>${(0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .escape */ .ih)(headline)}</p>` : tableOf(search, deployed, repo);
        report.summarizeAs(`${(0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .heading */ .R_)(title)}${body}\n`);
    }
});
function headlineOf({ environments, states, ref, task }, deployed) {
    if (environments.length === 0)
        return 'No environment matches.';
    const ofRef = ref === undefined ? '' : ` of ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(ref)}`;
    const withTask = task === undefined ? '' : ` with task ${task}`;
    const wanted = `${ofRef}${withTask} in state ${states.join(' or ')} in ${(0,_messages_list_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOrCount */ .ep)(environments)}`;
    if (deployed.length === 0)
        return `No deployment${wanted}.`;
    return `Found       ${(0,_messages_list_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(deployed.length, 'deployment')}${wanted}`;
}
function linesOf({ environments }, deployed) {
    const lines = deployed.map(({ environment, task, sha, newest }) => {
        const later = newest ? '' : ', not the newest';
        return `${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(sha).padEnd(12)}${environment}${task === 'deploy' ? '' : ` (${task})`}${later}`;
    });
    const found = new Set(deployed.map(({ environment }) => environment.toLowerCase()));
    const without = environments.filter(name => !found.has(name.toLowerCase()));
    if (without.length > 0)
        lines.push(`${'none'.padEnd(12)}${(0,_messages_list_js__WEBPACK_IMPORTED_MODULE_3__/* .inShort */ .wZ)(without, maxWithoutDeployment)}`);
    return lines;
}
function entryOf(deployed) {
    const { id = null, environment, task, state = 'pending', sha, ref = null, environmentUrl = '', logUrl = '' } = deployed;
    const { createdAt, newest } = deployed;
    const urls = { environment_url: environmentUrl, log_url: logUrl };
    return { id, environment, task, state, sha, ref, ...urls, created_at: createdAt, newest };
}
function tableOf(search, deployed, repo) {
    const isOfRef = search.ref !== undefined;
    const titles = ['Environment', 'Task', 'State', 'Commit', 'Created', 'URL', ...(isOfRef ? ['Newest'] : [])];
    return (0,_fitting_js__WEBPACK_IMPORTED_MODULE_0__/* .fittingTable */ .kR)(titles, deployed, ({ environment, task, state, sha, createdAt, environmentUrl = '', newest }) => [
        (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)((0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentPage */ .xs)(repo, environment), environment),
        (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .escape */ .ih)(task),
        (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .marked */ .xI)(state, 'no status'),
        (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(`${repo}/commit/${sha}`, (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_2__/* .shortRef */ .m3)(sha)),
        (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .escape */ .ih)(createdAt),
        (0,_html_js__WEBPACK_IMPORTED_MODULE_1__/* .link */ .nf)(environmentUrl, environmentUrl),
        ...(isOfRef ? [newest ? 'yes' : 'no'] : [])
    ]);
}


/***/ }),

/***/ 6429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DK: () => (/* binding */ maxEnvironmentsLength),
/* harmony export */   Y$: () => (/* binding */ maxUnfolded),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   a: () => (/* binding */ printList),
/* harmony export */   al: () => (/* binding */ inOrder),
/* harmony export */   hN: () => (/* binding */ maxDeploymentsLength),
/* harmony export */   kD: () => (/* binding */ inJson),
/* harmony export */   kR: () => (/* binding */ fittingTable)
/* harmony export */ });
/* harmony import */ var _html_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4773);

/**
 * Returns as many entries as fit, as JSON. The given order decides which entries to keep. The result keeps the
 * original order.
 *
 * @param longest maximum number of characters of all entries together
 */
function fitting(all, order, longest, entry) {
    const texts = new Map();
    let length = 0;
    for (const one of all.toSorted(order)) {
        const text = JSON.stringify(entry(one));
        length += text.length + 1;
        if (length > longest)
            break;
        texts.set(one, text);
    }
    return all.flatMap(one => texts.get(one) ?? []);
}
const inOrder = () => 0;
const inJson = (entries) => `[${entries.join(',')}]`;
/**
 * Maximum length of an output, in characters. All outputs of a job together may have 1 MiB, and the runner counts two
 * bytes per character. https://docs.github.com/actions/reference/limits
 */
const maxDeploymentsLength = 350_000;
const maxEnvironmentsLength = 100_000;
/** Maximum number of lines in the log, or rows in the summary, that are not folded. */
const maxUnfolded = 20;
/** Writes a list to the log. Folds a long list. */
function printList(runner, headline, lines) {
    if (lines.length > maxUnfolded)
        runner.group(headline, lines);
    else
        [headline, ...lines].forEach(line => runner.info(line));
}
/** Maximum size of a table in bytes. The job summary may have 1 MiB, and nobody reads a table that long. */
const maxTableBytes = 512 * 1024;
const maxRows = 1000;
/**
 * Returns an HTML table with the rows that fit in the job summary, and the number of all others.
 *
 * @param cellsOf returns the cells of a row as HTML
 * @param total number of all rows, if `all` does not have them all
 */
function fittingTable(titles, all, cellsOf, total = all.length) {
    let bytes = 0;
    const rows = all
        .slice(0, maxRows)
        .map(one => cellsOf(one)
        .map(cell => `<td>${cell}</td>`)
        .join(''))
        .filter(row => (bytes += Buffer.byteLength(row)) <= maxTableBytes);
    const left = total - rows.length;
    const cut = left === 0 ? [] : [`<td colspan="${titles.length}">and ${left} more, for which there is no room</td>`];
    return (0,_html_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)([titles.map(title => `<th>${title}</th>`).join(''), ...rows, ...cut]);
}


/***/ })

};
;
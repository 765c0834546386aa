"use strict";
exports.id = 884;
exports.ids = [884];
exports.modules = {

/***/ 8884:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DeployedReport: () => (/* binding */ DeployedReport)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../messages/list.ts
var list = __webpack_require__(30);
// EXTERNAL MODULE: ../action/fitting.ts
var fitting = __webpack_require__(6429);
// EXTERNAL MODULE: ../action/html.ts
var html = __webpack_require__(4773);
;// CONCATENATED MODULE: ../action/deployed.ts




/** Maximum number of environments without a deployment that the log names. */
const maxWithoutDeployment = 20;
const wanted = ({ state, ref, task }) => `${ref === undefined ? '' : ` of ${(0,deployment/* shortRef */.m3)(ref)}`}${task === undefined ? '' : ` with task ${task}`} in state ${state}`;
/** Returns log lines for the deployments that were found. */
function deployedLines(search, deployed) {
    const { environments } = search;
    const [only = ''] = environments;
    const where = environments.length === 1 ? `environment ${only}` : (0,list/* counted */.hS)(environments.length, 'environment');
    if (environments.length === 0)
        return { headline: 'No environment matches.', lines: [], isLong: false };
    if (deployed.length === 0) {
        return { headline: `No deployment${wanted(search)} in ${where}.`, lines: [], isLong: false };
    }
    const lines = deployed.map(({ environment, task, sha, newest }) => {
        const later = newest ? '' : ', not the newest';
        return `${(0,deployment/* shortRef */.m3)(sha).padEnd(12)}${environment}${task === 'deploy' ? '' : ` (${task})`}${later}`;
    });
    const found = new Set(deployed.map(({ environment }) => environment.toLowerCase()));
    const without = environments.filter(name => !found.has(name.toLowerCase()));
    if (without.length > 0)
        lines.push(`${'none'.padEnd(12)}${(0,list/* inShort */.wZ)(without, maxWithoutDeployment)}`);
    const headline = `Found       ${(0,list/* counted */.hS)(deployed.length, 'deployment')}${wanted(search)} in ${where}`;
    return { headline, lines, isLong: lines.length > fitting/* maxUnfolded */.Y$ };
}
/** Returns the value of the output, and the number of deployments that do not fit in it. */
function deployedOutput(deployed) {
    const entries = (0,fitting/* fitting */._Q)(deployed, fitting/* inOrder */.al, fitting/* maxDeploymentsLength */.hN, entryOf);
    return { deployments: (0,fitting/* inJson */.kD)(entries), left: deployed.length - entries.length };
}
function entryOf(deployed) {
    const { id = null, environment, task, state, sha, ref = null, environmentUrl = '', logUrl = '' } = deployed;
    const { createdAt, newest } = deployed;
    const urls = { environment_url: environmentUrl, log_url: logUrl };
    return { id, environment, task, state, sha, ref, ...urls, created_at: createdAt, newest };
}
/** Returns HTML for the job summary with the deployments that were found. Escapes all external text. */
function deployedSummary(search, deployed, repo) {
    if (deployed.length === 0)
        return `<p>${(0,html/* escape */.ih)(deployedLines(search, deployed).headline)}</p>\n`;
    const isOfRef = search.ref !== undefined;
    const titles = ['Environment', 'Task', 'State', 'Commit', 'Created', 'URL', ...(isOfRef ? ['Newest'] : [])];
    const rows = (0,fitting/* fittingRows */.v$)(deployed, one => rowOf(one, isOfRef, repo));
    const left = deployed.length - rows.length;
    const cut = left === 0 ? [] : [`<td colspan="7">and ${left} more, for which there is no room</td>`];
    const heading = titles.map(title => `<th>${title}</th>`).join('');
    return `${(0,html/* table */.tp)([heading, ...rows, ...cut])}\n`;
}
function rowOf(deployed, isOfRef, repo) {
    const { environment, task, state, sha, createdAt, environmentUrl = '', newest } = deployed;
    return [
        (0,html/* link */.nf)((0,html/* environmentPage */.xs)(repo, environment), environment),
        (0,html/* escape */.ih)(task),
        (0,html/* marked */.xI)(state, 'no status'),
        (0,html/* link */.nf)(`${repo}/commit/${sha}`, (0,deployment/* shortRef */.m3)(sha)),
        (0,html/* escape */.ih)(createdAt),
        environmentUrl === '' ? '' : (0,html/* link */.nf)(environmentUrl, environmentUrl),
        ...(isOfRef ? [newest ? 'yes' : 'no'] : [])
    ]
        .map(cell => `<td>${cell}</td>`)
        .join('');
}

// EXTERNAL MODULE: ../action/report.ts
var report = __webpack_require__(4278);
;// CONCATENATED MODULE: ../action/deployed-report.ts




/** Prints the deployments that `find` lists. */
class DeployedReport {
    #runner;
    #found;
    constructor(runner) {
        this.#runner = runner;
    }
    notify(notification) {
        if (notification.kind !== 'deployed')
            return;
        this.#found = notification;
        (0,report/* printList */.a)(this.#runner, deployedLines(notification.search, notification.deployed));
        const { deployments, left } = deployedOutput(notification.deployed);
        this.#runner.output('deployments', deployments);
        if (left > 0)
            this.#runner.info(`The output "deployments" has no room for ${left} of them.`);
    }
    summary(repo) {
        if (this.#found === undefined)
            return undefined;
        const { search, deployed } = this.#found;
        const title = search.ref === undefined ? 'What is deployed where' : `Where ${(0,deployment/* shortRef */.m3)(search.ref)} is deployed`;
        return `${(0,html/* heading */.R_)(title)}${deployedSummary(search, deployed, repo)}`;
    }
}


/***/ }),

/***/ 6429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DK: () => (/* binding */ maxEnvironmentsLength),
/* harmony export */   Y$: () => (/* binding */ maxUnfolded),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   al: () => (/* binding */ inOrder),
/* harmony export */   hN: () => (/* binding */ maxDeploymentsLength),
/* harmony export */   kD: () => (/* binding */ inJson),
/* harmony export */   v$: () => (/* binding */ fittingRows)
/* harmony export */ });
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
/** Maximum size of a table in bytes. The job summary may have 1 MiB, and nobody reads a table that long. */
const maxTableBytes = 512 * 1024;
const maxRows = 1000;
/** Returns the rows that fit in the job summary. */
function fittingRows(all, rowOf) {
    let bytes = 0;
    return all
        .slice(0, maxRows)
        .map(rowOf)
        .filter(row => (bytes += Buffer.byteLength(row)) <= maxTableBytes);
}


/***/ })

};
;
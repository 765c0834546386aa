"use strict";
exports.id = 425;
exports.ids = [425,530];
exports.modules = {

/***/ 3530:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   networkError: () => (/* binding */ networkError)
/* harmony export */ });
/* harmony import */ var _messages_network_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6638);
/* harmony import */ var _transport_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1341);


/**
 * Messages for Node error codes.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
const messages = {
    ECONNREFUSED: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionRefused */ .nK,
    ENOTFOUND: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .hostDoesNotExist */ ._P,
    EAI_AGAIN: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .hostNotLookedUp */ .hH,
    ECONNRESET: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .closedBeforeAnswer */ .yy,
    EPIPE: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .closedWhileSending */ .Yp,
    ETIMEDOUT: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionTimedOut */ .wN,
    EHOSTUNREACH: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .noRoute */ .xN,
    ENETUNREACH: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .noRoute */ .xN,
    ERR_TLS_CERT_ALTNAME_INVALID: _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .certificateOfOtherHost */ .d9
};
/** Describes a Node network error in words, with its code in brackets. */
function networkError(error, peer, options) {
    const code = error.code ?? 'UNKNOWN';
    return new _transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .TransportError */ .wX(`${describe(code, error.message)({ peer })} (${code})`, code, options);
}
function describe(code, words) {
    const known = messages[code];
    if (known !== undefined)
        return known;
    if ((0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isHandshake */ .eL)(code))
        return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .tlsFailed */ .ZT;
    if (code.startsWith('HPE_'))
        return _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .notHttp */ .aH;
    // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
    return (0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isCertificate */ .Yn)(code) ? () => words : _messages_network_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionFailed */ .Up;
}


/***/ }),

/***/ 3425:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openTunnel: () => (/* binding */ openTunnel)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_querystring__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1792);
/* harmony import */ var node_querystring__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_querystring__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _messages_network_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6638);
/* harmony import */ var _network_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3530);
/* harmony import */ var _transport_error_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1341);






/**
 * Opens a connection to the host of a URL through a proxy, with `CONNECT`. Returns a function that starts using the
 * connection. The signal ends the attempt, because a proxy may never answer.
 * https://nodejs.org/api/http.html#event-connect
 *
 * @throws TransportError if the proxy refuses, in which case the request itself was not sent
 */
async function openTunnel(url, proxy, signal) {
    const isSecure = url.protocol === 'https:';
    // TLS is loaded first, because nothing handles errors of an open connection until the request takes it over.
    const { connect } = isSecure ? await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 1692, 23)) : {};
    const socket = await connectThrough(proxy, `${url.hostname}:${url.port || (isSecure ? 443 : 80)}`, signal);
    if (connect === undefined)
        return () => socket;
    const host = bareHost(url);
    return () => connect({ socket, host, servername: serverName(host), ALPNProtocols: ['http/1.1'] });
}
async function connectThrough(proxy, target, signal) {
    const isSecure = proxy.protocol === 'https:';
    const { request } = isSecure ? await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 4708, 23)) : node_http__WEBPACK_IMPORTED_MODULE_0__;
    const host = bareHost(proxy);
    const port = Number(proxy.port) || (isSecure ? 443 : 80);
    const headers = { host: target, ...credentials(proxy) };
    const name = `${proxy.hostname}:${port}`;
    return new Promise((resolve, reject) => {
        const servername = serverName(host);
        const options = { method: 'CONNECT', host, port, path: target, headers, agent: false, servername, signal };
        const asked = request(options);
        asked.on('connect', ({ statusCode = 0, statusMessage = '' }, socket) => {
            if (statusCode >= 200 && statusCode < 300) {
                resolve(socket);
                return;
            }
            socket.destroy();
            const said = `${statusCode} ${statusMessage}`.trim();
            const code = statusCode >= 500 ? 'PROXY_FAILED' : statusCode === 407 ? 'PROXY_LOGIN' : 'PROXY_REFUSED';
            reject(new _transport_error_js__WEBPACK_IMPORTED_MODULE_4__/* .TransportError */ .wX((0,_messages_network_js__WEBPACK_IMPORTED_MODULE_5__/* .proxyRefused */ .rZ)({ proxy: name, answer: said }), code, { beforeSending: true }));
        });
        asked.on('error', error => reject((0,_network_error_js__WEBPACK_IMPORTED_MODULE_3__.networkError)(error, `the proxy ${name}`, { beforeSending: true })));
        asked.end();
    });
}
/**
 * Returns the header with the proxy's user and password.
 * https://www.rfc-editor.org/rfc/rfc9110#name-proxy-authorization
 */
function credentials({ username, password }) {
    if (username === '' && password === '')
        return {};
    // In contrast to `decodeURIComponent`, `unescape` keeps a `%` that encodes nothing.
    const login = Buffer.from(`${(0,node_querystring__WEBPACK_IMPORTED_MODULE_2__.unescape)(username)}:${(0,node_querystring__WEBPACK_IMPORTED_MODULE_2__.unescape)(password)}`).toString('base64');
    return { 'proxy-authorization': `Basic ${login}` };
}
/** Returns the host without the brackets of an IPv6 address. */
const bareHost = ({ hostname }) => hostname.replaceAll(/[[\]]/g, '');
/**
 * Returns the server name for TLS, which must be a host name and not an address.
 * https://www.rfc-editor.org/rfc/rfc6066#section-3
 */
const serverName = (host) => ((0,node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(host) === 0 ? host : '');


/***/ }),

/***/ 6638:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Up: () => (/* binding */ connectionFailed),
/* harmony export */   Yp: () => (/* binding */ closedWhileSending),
/* harmony export */   ZT: () => (/* binding */ tlsFailed),
/* harmony export */   _P: () => (/* binding */ hostDoesNotExist),
/* harmony export */   aH: () => (/* binding */ notHttp),
/* harmony export */   d9: () => (/* binding */ certificateOfOtherHost),
/* harmony export */   hH: () => (/* binding */ hostNotLookedUp),
/* harmony export */   nK: () => (/* binding */ connectionRefused),
/* harmony export */   rZ: () => (/* binding */ proxyRefused),
/* harmony export */   wN: () => (/* binding */ connectionTimedOut),
/* harmony export */   xN: () => (/* binding */ noRoute),
/* harmony export */   yy: () => (/* binding */ closedBeforeAnswer)
/* harmony export */ });
/** Texts that replace GitHub's words if there is no answer. */
const connectionRefused = ({ peer }) => `the connection to ${peer} was refused`;
const hostDoesNotExist = ({ peer }) => `the host name of ${peer} does not exist`;
const hostNotLookedUp = ({ peer }) => `the host name of ${peer} could not be looked up`;
const closedBeforeAnswer = () => 'the connection was closed before an answer came';
const closedWhileSending = () => 'the connection was closed while the request was being sent';
const connectionTimedOut = ({ peer }) => `the connection to ${peer} timed out`;
const noRoute = ({ peer }) => `the network has no route to ${peer}`;
const connectionFailed = ({ peer }) => `the connection to ${peer} failed`;
const certificateOfOtherHost = ({ peer }) => `the certificate of ${peer} is for another host`;
const tlsFailed = ({ peer }) => `the TLS handshake with ${peer} failed`;
const notHttp = ({ peer }) => `${peer} did not answer with HTTP`;
const proxyRefused = ({ proxy, answer }) => `The proxy ${proxy} refused the connection (${answer})`;


/***/ })

};
;
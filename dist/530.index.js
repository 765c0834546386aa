"use strict";
exports.id = 530;
exports.ids = [530];
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
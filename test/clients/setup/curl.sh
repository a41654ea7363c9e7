# #region
# API is the endpoint, https://…/graphql; TOKEN an access token.

# ask '{"query": "…", "variables": {…}}': a query or a mutation.
ask() {
  curl -sS "$API" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d "$1"
}

# ask_by_get QUERY [VARIABLES]: a query.
ask_by_get() {
  curl -sS --get "$API" -H "authorization: Bearer $TOKEN" \
    --data-urlencode "query=$1" --data-urlencode "variables=${2:-{\}}"
}

# follow QUERY VARIABLES [LAST_EVENT_ID]: a subscription, from after the event with that id.
follow() {
  curl -sSN --get "$API" -H "authorization: Bearer $TOKEN" -H 'accept: text/event-stream' \
    ${3:+-H "last-event-id: $3"} --data-urlencode "query=$1" --data-urlencode "variables=$2"
}
# #endregion

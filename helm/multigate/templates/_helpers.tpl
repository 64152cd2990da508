{{/* The name of the application, within what a label takes. */}}
{{- define "multigate.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The name of everything that the release creates. */}}
{{- define "multigate.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) }}
{{- default $full .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{/* What tells this release's pods from others; never changes over a release's life. */}}
{{- define "multigate.selectorLabels" -}}
app.kubernetes.io/name: {{ include "multigate.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "multigate.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "multigate.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "multigate.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end }}
{{- end }}
{{- end }}

{{/* What the restricted pod security standard asks of each container, and a root file system that nobody writes to. */}}
{{- define "multigate.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* The volume that models come from, unless the service's image brings them. */}}
{{- define "multigate.modelsVolume" -}}
{{- with .Values.models -}}
- name: models
{{- if eq .source "claim" }}
  persistentVolumeClaim:
    claimName: {{ .claim.name | quote }}
    readOnly: true
{{- else if eq .source "copy" }}
  emptyDir:
    sizeLimit: {{ .copy.sizeLimit | quote }}
{{- else }}
  image:
    reference: {{ .image.reference | quote }}
    pullPolicy: {{ .image.pullPolicy }}
{{- end }}
{{- end }}
{{- end }}

{{/* Where the service finds bundles. A claim is mounted whole: of a folder of it the service would keep the one that was replaced. */}}
{{- define "multigate.modelsDirectory" -}}
/models
{{- with .Values.models }}
{{- if eq .source "claim" }}
{{- with trimAll "/" .claim.subPath }}/{{ . }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{/*
As many pods as there are, of a release that was not autoscaled from its start: where a number of the release before is left
out, Kubernetes takes one pod, and ends all others at once. A release that never had the number never gets it, so that it can
be rolled back.
*/}}
{{- define "multigate.keptReplicas" -}}
{{- $name := include "multigate.fullname" . }}
{{- with lookup "apps/v1" "Deployment" .Release.Namespace $name }}
{{- $kept := dig "metadata" "annotations" "multigate/replicas" "" . }}
{{- if or $kept (not (lookup "autoscaling/v2" "HorizontalPodAutoscaler" $.Release.Namespace $name)) }}
{{- .spec.replicas }}
{{- end }}
{{- end }}
{{- end }}

{{/* Settings, one a line: the name, and the value as JSON. */}}
{{- define "multigate.settings" -}}
{{- $prefix := .prefix }}
{{- range $key, $value := .values }}
{{- $name := printf "%s%s" $prefix $key }}
{{- if kindIs "map" $value }}
{{- include "multigate.settings" (dict "prefix" (printf "%s." $name) "values" $value) }}
{{- else }}
{{- printf "%s %s\n" $name (toJson $value) }}
{{- end }}
{{- end }}
{{- end }}

{{/* What config and secrets set. What existingSecret does cannot be seen. */}}
{{- define "multigate.given" -}}
{{- range $values := list .Values.config .Values.secrets }}
{{- include "multigate.settings" (dict "prefix" "" "values" $values) }}
{{- end }}
{{- end }}

{{/* The settings that say who may score: roles of keys, or an issuer of tokens. */}}
{{- define "multigate.callers" -}}
{{- range $setting := include "multigate.given" . | splitList "\n" }}
{{- if regexMatch "^(multigatesecuritykeys.+roles.* .*score.*|springsecurityoauth2resourceserverjwt(issueruri|jwkseturi|publickeylocation) .*)$" (regexReplaceAll "[._-]" (lower $setting) "") }}
{{- printf "%s\n" $setting }}
{{- end }}
{{- end }}
{{- end }}

{{/* The settings that name whom the service itself connects to: an issuer of tokens, a collector of traces. */}}
{{- define "multigate.callees" -}}
{{- range $setting := include "multigate.given" . | splitList "\n" }}
{{- $name := splitList " " $setting | first }}
{{- if regexMatch "(oauth2resourceserverjwt(issueruri|jwkseturi)|otlp.*endpoint)$" (regexReplaceAll "[._-]" (lower $name) "") }}
{{- printf "%s\n" $name }}
{{- end }}
{{- end }}
{{- end }}

{{/* Refuses settings that would turn away the probes and Prometheus, however they are spelt, as YAML or as variables. */}}
{{- define "multigate.checkSettings" -}}
{{- range $where := list "config" "secrets" }}
{{- range $setting := include "multigate.settings" (dict "prefix" "" "values" (index $.Values $where)) | splitList "\n" }}
{{- $name := splitList " " $setting | first }}
{{- $plain := regexReplaceAll "[._-]" (lower $name) "" }}
{{- if regexMatch "^(management)?serverssl." $plain }}
{{- fail (printf "%s sets %s, but probes and Prometheus ask without TLS: end it in front of the service" $where $name) }}
{{- end }}
{{- if regexMatch "^(management)?serveraddress$" $plain }}
{{- fail (printf "%s sets %s, but probes and Prometheus ask at the address of the pod" $where $name) }}
{{- end }}
{{- if regexMatch "^(serverservletcontextpath|springmvcservletpath|management(server|endpointsweb)basepath|managementendpointswebpathmapping.+)$" $plain }}
{{- fail (printf "%s sets %s, but probes and Prometheus ask at the paths that the service has without it" $where $name) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

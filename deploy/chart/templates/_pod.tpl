{{- define "centralita.pod" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
volumes:
  - name: data
    persistentVolumeClaim: { claimName: {{ .root.Release.Name }}-data }
  - name: tmp
    emptyDir: {}
{{- end }}

{{- define "centralita.container" -}}
image: "{{ .root.Values.image.repository }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}"
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
env:
  - { name: CENTRALITA_ENV, value: production }
  - { name: CENTRALITA_PUBLIC_URL, value: {{ .root.Values.publicUrl | quote }} }
  - { name: CENTRALITA_ALLOWED_HOSTS, value: {{ .root.Values.ingress.host | quote }} }
  - { name: CENTRALITA_TRUSTED_PROXIES, value: "1" }
  - name: CENTRALITA_SECRET_KEY
    valueFrom: { secretKeyRef: { name: {{ .root.Values.secretName }}, key: CENTRALITA_SECRET_KEY } }
  - name: DATABASE_URL
    valueFrom: { secretKeyRef: { name: {{ .root.Values.secretName }}, key: DATABASE_URL } }
{{- if .owner }}
  - name: DATABASE_OWNER_URL
    valueFrom: { secretKeyRef: { name: {{ .root.Values.secretName }}, key: DATABASE_OWNER_URL } }
{{- end }}
volumeMounts:
  - { name: data, mountPath: /data }
  - { name: tmp, mountPath: /tmp }
{{- end }}

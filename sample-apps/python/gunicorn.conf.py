import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
wsgi_app = "service:create_app()"
workers = 1
threads = 4
accesslog = "-"
# The root file system may be read-only, and the user may have no home.
worker_tmp_dir = "/tmp"
control_socket_disable = True

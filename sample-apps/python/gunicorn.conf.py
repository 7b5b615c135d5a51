import os

# All addresses: in a network of its own that is how a container is reached.
bind = f"{os.environ.get('HOST') or '0.0.0.0'}:{os.environ.get('PORT') or '8000'}"
wsgi_app = "service:create_app()"
workers = 1
threads = 4
accesslog = "-"
# The root file system may be read-only, and the user may have no home.
worker_tmp_dir = "/tmp"
control_socket_disable = True

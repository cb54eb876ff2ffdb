#!/bin/bash
# The template for Slurm, for real: a cluster of one node on the loopback interface, started and stopped here, in which a
# task is killed half-way. Needs root, because Slurm's daemons do.
. "$(dirname "$0")/fixture.sh"
for program in slurmctld slurmd sbatch scontrol munged mungekey; do
  command -v $program >/dev/null || PATH=$PATH:/usr/sbin command -v $program >/dev/null || skip "$program is not installed (packages slurmctld, slurmd, slurm-client, munge)"
done
[ "$(id -u)" = 0 ] || skip "Slurm's daemons need root"
grep -q cgroup /proc/mounts || skip "no cgroup file system is mounted, and slurmd needs one"
PATH=$PATH:/usr/sbin
chmod 755 "$work"
pids=()
stop() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  if [ "${1:-0}" -ne 0 ]; then tail -n 20 "$work"/*.log "$work"/slurm-*.out >&2 2>/dev/null || true; fi
  rm -rf "$work"
}
trap 'stop $?' EXIT

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo "$1"; }
controller_port=$(free_port 16817)
node_port=$(free_port 16818)

mungekey --create --keyfile "$work/munge.key"
mkdir -m 755 "$work/munge" "$work/state" "$work/spool"
munged --foreground --force --key-file "$work/munge.key" --socket "$work/munge/socket" --pid-file "$work/munge/pid" \
  --log-file "$work/munge/log" --seed-file "$work/munge/seed" >"$work/munged.log" 2>&1 &
pids+=($!)

export SLURM_CONF=$work/slurm.conf
cat >"$SLURM_CONF" <<END
ClusterName=kredsim_test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
SlurmctldPort=$controller_port
SlurmdPort=$node_port
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=1
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
slurmctld -D -c >"$work/slurmctld.out.log" 2>&1 &
pids+=($!)
slurmd -D >"$work/slurmd.out.log" 2>&1 &
pids+=($!)

# wait_for SECONDS COMMAND...
wait_for() {
  local left=$1
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || fail "waited in vain for: $*"
    sleep 1
  done
}
node_is_up() { sinfo --noheader --format=%t | grep -qE '^(idle|mix|alloc)'; }
queue_is_empty() { [ -z "$(squeue --noheader)" ]; }
wait_for 60 node_is_up

write_sweep 200
cd "$work"
"$kredsim" plan sweep.yaml --shards 6 --out plan
job=$(KREDSIM=$kredsim sbatch --parsable --mem-per-cpu=0 --array=1-6 "$source/docs/how-to/slurm-array.sh" plan)

# One task is killed as soon as it runs; the others go on.
running() { [ -n "$(squeue --noheader --job "$job" --states=RUNNING --format=%K | head -n 1)" ]; }
wait_for 60 running
victim=$(squeue --noheader --job "$job" --states=RUNNING --format=%K | head -n 1)
scancel --signal=KILL --full "${job}_$victim"
wait_for 300 queue_is_empty

status=0
"$kredsim" merge plan --out merged 2>missing.txt || status=$?
[ "$status" = 5 ] || fail "a merge without the killed shard ended with $status instead of 5"
grep -q "missing: $victim;" missing.txt || fail "the killed shard $victim is not named"
KREDSIM=$kredsim sbatch --wait --mem-per-cpu=0 --array="$victim" "$source/docs/how-to/slurm-array.sh" plan >/dev/null
merge_and_compare

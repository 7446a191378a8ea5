# A serial line cannot say how large the terminal at its other end is; the host says it on the kernel command line.
if [ "$(tty)" = /dev/ttyAMA0 ]; then
    read -r armillary_words < /proc/cmdline
    for armillary_word in $armillary_words; do
        case $armillary_word in
            armillary.rows=*) stty rows "${armillary_word#*=}" ;;
            armillary.columns=*) stty columns "${armillary_word#*=}" ;;
            armillary.term=*) export TERM="${armillary_word#*=}" ;;
        esac
    done
    unset armillary_word armillary_words
fi
